-- Every step of every revision, in the transaction of the change: the chain of an item.
create table decision (
    id                integer primary key,
    item              integer not null references item (id) on delete cascade,
    revision          integer not null,
    round             integer not null,
    step              text not null, -- domain::workflow::Step
    account           integer,       -- null for the system
    name              text not null,
    unit              text not null, -- code of the unit that the account acted for
    unit_name         text not null,
    on_behalf_of      text,          -- code of the unit that delegated its signature
    on_behalf_of_name text,
    at                text not null,
    reason            text not null,
    signs_for         text,          -- unit whose signature this is
    is_final          integer not null default 0 check (is_final in (0, 1)), -- makes it public, now or later
    foreign key (item, revision) references revision (item, number) on delete cascade
) strict;
create index decision_item on decision (item, id);
-- Two people never decide the same revision twice, and no unit signs twice.
create unique index decision_final on decision (item, revision, round) where is_final = 1;
create unique index decision_signature on decision (item, revision, round, signs_for) where signs_for is not null;

-- 保密审查: one for each revision, of exactly the content with this hash.
create table secrecy_review (
    item         integer not null,
    revision     integer not null,
    content_hash text not null, -- of the content that was reviewed
    form         text not null, -- the fields of the paper form as JSON
    scan         integer,       -- media row of the scan
    recorded_by  integer,       -- account
    recorded_at  text not null,
    primary key (item, revision),
    foreign key (item, revision) references revision (item, number) on delete cascade
) strict;
