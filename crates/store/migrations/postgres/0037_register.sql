-- Structured tables (清单, 名单) made from uploaded spreadsheets. Only what may be public is in them: personal data is masked
-- or left out before a row is written, and the file is not kept.
create table register (
    id             bigint generated always as identity primary key,
    item           bigint not null references item (id) on delete cascade, -- the only item that may use it
    name           text not null, -- above the table and of its downloads
    profile        text not null check (profile in ('public', 'beneficiaries')), -- domain::register::Profile
    columns        text not null, -- JSON list of domain::register::RegisterColumn
    row_count      bigint not null, -- of register_row
    note           text not null, -- what was masked and left out, column by column
    created_by     bigint not null, -- account
    created_name   text not null, -- its owner's name then
    created_at     timestamptz not null, -- when the file was taken
    personal_until date, -- last day of the publication period; null where nothing is personal
    withdrawn_at   timestamptz -- the personal part is gone since
);
create index register_item on register (item);
create index register_due on register (personal_until) where withdrawn_at is null;

create table register_row (
    register bigint not null references register (id) on delete cascade,
    number   bigint not null, -- from 1, in the order of the file
    cells    text not null, -- JSON list of texts, one for each column
    words    text not null, -- the cells in lower case, for the search
    primary key (register, number)
);

-- Which revision uses which table; one is public while the live revision uses it.
create table revision_register (
    item     bigint not null,
    revision integer not null, -- its number
    register bigint not null references register (id) on delete cascade, -- of the same item
    primary key (item, revision, register),
    foreign key (item, revision) references revision (item, number) on delete cascade
);
create index revision_register_register on revision_register (register);
