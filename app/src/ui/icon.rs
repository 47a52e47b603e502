//! The one set of icons: a sprite that the browser loads once, `public/icons.svg`.

use leptos::prelude::*;

/// Where the sprite is served; the same address on both sides, since the desk hydrates what the server rendered.
const SPRITE: &str = "/icons.svg";

macro_rules! icons {
    ($($name:ident => $symbol:literal),* $(,)?) => {
        /// An icon of the sprite. One that does not exist cannot be named.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum IconName { $($name),* }

        impl IconName {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its `<symbol id>` in the sprite: the name that Lucide gives it.
            pub const fn symbol(self) -> &'static str {
                match self { $(Self::$name => $symbol),* }
            }
        }
    };
}

icons! {
    House => "house",
    Menu => "menu",
    Close => "x",
    Check => "check",
    CircleCheck => "circle-check",
    CircleX => "circle-x",
    Info => "info",
    Warning => "triangle-alert",
    Danger => "octagon-alert",
    Plus => "plus",
    Minus => "minus",
    ChevronDown => "chevron-down",
    ChevronUp => "chevron-up",
    ChevronLeft => "chevron-left",
    ChevronRight => "chevron-right",
    ArrowLeft => "arrow-left",
    ArrowRight => "arrow-right",
    ArrowUp => "arrow-up",
    ArrowDown => "arrow-down",
    ArrowUpDown => "arrow-up-down",
    ExternalLink => "external-link",
    Link => "link",
    Paperclip => "paperclip",
    File => "file",
    FileText => "file-text",
    FileSheet => "file-spreadsheet",
    FileArchive => "file-archive",
    FileImage => "file-image",
    FilePlus => "file-plus",
    Folder => "folder",
    FolderTree => "folder-tree",
    Newspaper => "newspaper",
    Megaphone => "megaphone",
    BookOpen => "book-open",
    Landmark => "landmark",
    Building => "building-2",
    MessageCircle => "messages-square",
    ChartColumn => "chart-column",
    Briefcase => "briefcase",
    Layers => "layers",
    Users => "users",
    User => "user-round",
    UserPlus => "user-plus",
    Key => "key-round",
    Lock => "lock",
    LockOpen => "lock-open",
    Shield => "shield-check",
    LogOut => "log-out",
    LogIn => "log-in",
    Inbox => "inbox",
    Pencil => "pencil",
    PenLine => "signature",
    Send => "send",
    Eye => "eye",
    Stamp => "stamp",
    Undo => "undo-2",
    Clock => "clock",
    Calendar => "calendar-days",
    History => "history",
    Archive => "archive",
    Ban => "ban",
    Trash => "trash-2",
    Star => "star",
    Zap => "zap",
    Search => "search",
    Filter => "list-filter",
    Settings => "settings",
    Printer => "printer",
    Download => "download",
    Upload => "upload",
    Refresh => "refresh-cw",
    Copy => "copy",
    GripVertical => "grip-vertical",
    Ellipsis => "ellipsis",
    Bell => "bell",
    ScrollText => "scroll-text",
    GitCompare => "git-compare",
    Type => "a-large-small",
    Contrast => "contrast",
    Accessibility => "accessibility",
    ReadingLine => "separator-horizontal",
    MousePointer => "mouse-pointer-2",
    Stethoscope => "stethoscope",
    HandHeart => "hand-heart",
    Baby => "baby",
    Bus => "bus",
    Map => "map",
    Phone => "phone",
    QrCode => "qr-code",
    Save => "save",
    Hand => "hand",
    Handshake => "handshake",
    Repeat => "repeat",
    SquareCheck => "square-check",
    Rss => "rss",
}

/// An ornament beside words; a control that has no words is an [`IconButton`](super::IconButton).
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=format!("{SPRITE}#{}", name.symbol())></use>
        </svg>
    }
}
