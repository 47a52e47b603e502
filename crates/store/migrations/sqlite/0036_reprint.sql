-- Feeds and lists of superior governments, whose entries are proposed for a reprint (plan row C02).
create table reprint_source (
    id               integer primary key,
    version          integer not null,        -- raised by every change of the manager; a change names it
    name             text not null,           -- 来源 as readers see it
    level            text not null check (level in ('state', 'region', 'city')),
    address          text not null unique,    -- of the feed or the list, canonical
    reading          text not null,           -- JSON: feed, or list with its selectors
    body_selector    text not null,           -- of the text on an entry's page; empty: what the feed brings
    column_code      text not null,           -- column of the plan for which its entries are proposed
    interval_minutes integer not null,
    active           integer not null check (active in (0, 1)),
    created_at       text not null,
    next_at          text not null,           -- looked at again from then on
    leased_until     text,                    -- a node is looking at it; proves whose look it is
    etag             text not null,           -- as the last answer had them, so that nothing is sent twice
    last_modified    text not null,
    last_at          text,                    -- last look
    last_new         integer,                 -- new entries in it; null when it failed
    last_fault       text not null,           -- why it failed, in words; empty when it did not
    failures         integer not null,        -- in a row
    failing_since    text,                    -- first of them
    warned_at        text                     -- when the portal managers were told of them
) strict;
create index reprint_source_due on reprint_source (next_at) where active = 1;

-- An entry of a source. Rows are never deleted: what was dismissed does not come back.
create table reprint_proposal (
    id            integer primary key,
    source        integer not null references reprint_source (id),
    address       text not null,              -- of the original, canonical
    title         text not null,
    published_at  text,                       -- at the original; null when it names no time of day
    published_on  text,                       -- day of it in China; null when it names none
    dated_at      text not null,              -- when published as far as is known, else when found: lists are ordered by it
    excerpt       text not null,              -- beginning of the text
    body          text not null,              -- sanitised HTML without pictures; empty when there is none
    body_seal     text not null,              -- proof of the sanitiser, see documents::html
    pictures      integer not null,           -- of the original, which stayed behind
    remark        text not null,              -- why there is no text; empty when there is one
    title_key     text not null,              -- the title as it is compared
    address_key   text not null,              -- the address as it is compared
    sketch        text not null,              -- the text as it is compared, see documents::elsewhere::likeness
    found_at      text not null,
    family        integer references reprint_proposal (id), -- first of those that it resembles; null: itself
    alike_title   text,                       -- of the one that it resembles most
    alike_how     text,                       -- JSON: domain::reprint::Resemblance
    alike_item    text,                       -- code of that one, if it is a public item
    state         text not null check (state in ('open', 'adopted', 'dismissed')),
    decided_by    integer,                    -- account
    decided_name  text not null,
    decided_at    text,
    reason        text not null,              -- of a dismissal
    item          integer references item (id) on delete set null, -- what it became
    unique (source, address)
) strict;
create index reprint_proposal_found on reprint_proposal (found_at);
create index reprint_proposal_item on reprint_proposal (item) where item is not null;

-- Public items as proposals are compared with them. Made from the live revision when needed; may be emptied any time.
create table publication_likeness (
    item        integer primary key references item (id) on delete cascade,
    revision    integer not null, -- it was made from this one
    title_key   text not null,
    address_key text not null,    -- of the original of a reprint; empty otherwise
    sketch      text not null
) strict;
