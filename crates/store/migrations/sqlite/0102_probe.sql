-- Probes of what must always be there (实时更新): the home page, and each column of that cadence.
create table probe (
    target       text not null,      -- code of the column; empty: the home page
    at           text not null,
    outcome      text not null check (outcome in ('opened', 'failed', 'unsettled')),
    milliseconds integer,            -- until the answer began; null unless it opened
    fault        text not null,      -- why it did not open, in words; empty when it did
    primary key (target, at),
    check ((outcome = 'opened') = (milliseconds is not null))
) strict;
create index probe_at on probe (at);

-- When everything was probed last, and by whom it is now: one node at a time holds a lease.
create table probing (
    id           integer primary key check (id = 1),
    begun_at     text not null,
    leased_until text not null,
    finished_at  text                -- null while a node is at it, or has died over it
) strict;
