-- Structured tables (清单, 名单) made from uploaded spreadsheets. Only what may be public is in them: personal data is masked
-- or left out before a row is written, and the file is not kept.
create table register (
    id             integer primary key autoincrement, -- no number is given twice: contents and the log name it
    item           integer not null references item (id) on delete cascade, -- the only item that may use it
    name           text not null, -- above the table and of its downloads
    profile        text not null check (profile in ('public', 'beneficiaries')), -- domain::register::Profile
    columns        text not null, -- JSON list of domain::register::RegisterColumn
    row_count      integer not null, -- of register_row
    note           text not null, -- what was masked and left out, column by column
    created_by     integer not null, -- account
    created_name   text not null, -- its owner's name then
    created_at     text not null, -- when the file was taken
    personal_until text, -- last day of the publication period; null where nothing is personal
    withdrawn_at   text -- the personal part is gone since
) strict;
create index register_item on register (item);
create index register_due on register (personal_until) where withdrawn_at is null;

create table register_row (
    register integer not null references register (id) on delete cascade,
    number   integer not null, -- from 1, in the order of the file
    cells    text not null, -- JSON list of texts, one for each column
    words    text not null, -- the cells in lower case, for the search
    primary key (register, number)
) strict, without rowid;

-- Which revision uses which table; one is public while the live revision uses it.
create table revision_register (
    item     integer not null,
    revision integer not null, -- its number
    register integer not null references register (id) on delete cascade, -- of the same item
    primary key (item, revision, register),
    foreign key (item, revision) references revision (item, number) on delete cascade
) strict;
create index revision_register_register on revision_register (register);
