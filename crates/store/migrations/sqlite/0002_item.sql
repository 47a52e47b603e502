-- A piece of content over all its revisions. What lists filter and sort by is kept here as well as in the revision.
create table item (
    id                     integer primary key autoincrement, -- no number is given twice: the log names items by it
    code                   text not null unique,     -- public address, drawn at random, never reused
    column_code            text not null,            -- column of the plan
    unit                   text not null,            -- code of the unit that answers for it
    unit_name              text not null,            -- its name when the item was made; kept through reforms
    origin                 text not null check (origin in ('unit', 'submission', 'import')),
    submitted_by           text,                     -- unit without account that sent it in
    created_by             integer,                  -- account; null for an import
    created_at             text not null,
    newest                 integer not null,         -- number of the newest revision
    stage                  text not null,            -- its stage
    title                  text not null,            -- its title
    since                  text not null,            -- in this stage since
    changed_at             text not null,            -- last save or decision
    live                   integer,                  -- number of the public revision; null when none is
    first_published_at     text,                     -- null while nothing was ever public
    published_at           text,                     -- set by the server; corrected only by an event of its own
    withdrawn_at           text,                     -- gone since; the page says why
    withdrawn_title        text not null default '', -- what the notice page calls it
    withdrawn_reason       text not null default '',
    direct                 integer not null default 0 check (direct in (0, 1)), -- published directly by a lead
    awaits_retro_signature integer not null default 0 check (awaits_retro_signature in (0, 1)), -- urgent
    claimed_by             integer,                  -- account that handles the newest revision now
    claimed_name           text not null default '',
    import_key             text unique,              -- fingerprint of an imported item, against doubles
    check (stage in ('draft', 'in-review', 'awaiting-signature', 'scheduled', 'published', 'returned', 'withdrawn',
                     'archived'))
) strict;
create index item_stage on item (stage, since);
create index item_unit on item (unit, changed_at);
create index item_column on item (column_code, changed_at);
create index item_changed on item (changed_at);
create index item_unsigned on item (id) where awaits_retro_signature = 1;

-- The numbered versions of an item. Only a draft or a returned one ever changes its text.
create table revision (
    item          integer not null references item (id) on delete cascade,
    number        integer not null,           -- from 1
    version       integer not null,           -- raised by every save and decision; decisions name it
    round         integer not null default 1, -- raised by a return or recall: signatures count per round
    stage         text not null,
    title         text not null,
    body          text not null,              -- sanitised HTML
    body_seal     text not null,              -- proof of the sanitiser, see documents::html
    content       text not null,              -- the rest of the content as JSON
    content_hash  text not null,              -- SHA-256 over everything the author wrote
    authors       text not null,              -- JSON list of [account, name]: none of them signs it
    created_name  text not null,
    created_at    text not null,
    saved_name    text not null,
    saved_at      text not null,
    publish_at    text,                       -- minute of a scheduled publication
    reviewer      integer,                    -- account that passed the review of this round
    signed_units  text not null default '[]', -- JSON list of unit codes whose signature it has this round
    primary key (item, number),
    check (stage in ('draft', 'in-review', 'awaiting-signature', 'scheduled', 'published', 'returned', 'withdrawn',
                     'archived'))
) strict;
create index revision_due on revision (publish_at) where stage = 'scheduled';

-- What the public sees: one row for each item with a live revision. Pages of the portal read nothing else.
create table publication (
    item                   integer primary key references item (id),
    revision               integer not null,
    code                   text not null unique,
    column_code            text not null,
    title                  text not null,
    summary                text not null,
    source                 text not null,
    published_at           text not null,
    revised_at             text,          -- when the live revision replaced an earlier one
    lead_picture           text,          -- /media/… of the first picture
    picture_alt            text not null,
    document_number        text,          -- of a policy document
    interprets             text,          -- code of the document that it explains
    unit_name              text not null,
    signed_by_unit         text not null, -- name of the unit that signed; empty while nobody did
    direct                 integer not null default 0 check (direct in (0, 1)),
    awaits_retro_signature integer not null default 0 check (awaits_retro_signature in (0, 1)),
    foreign key (item, revision) references revision (item, number)
) strict;
create index publication_column on publication (column_code, published_at, item);
create index publication_newest on publication (published_at, item);
create index publication_interprets on publication (interprets) where interprets is not null;
create index publication_title on publication (column_code, title);
