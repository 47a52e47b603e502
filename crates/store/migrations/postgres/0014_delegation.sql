-- A reviewer of a lead unit hands the unit's signature to somebody for a stated period.
create table delegation (
    id           bigint primary key generated always as identity,
    unit         text not null,                   -- lead unit whose signature it is
    from_account bigint not null references account (id),
    to_account   bigint not null references account (id),
    from_day     date not null,                   -- China time, included
    to_day       date not null,                   -- China time, included
    reason       text not null,
    created_at   timestamptz not null,
    ended_at     timestamptz,                     -- taken back before its time
    check (from_day <= to_day)
);
create index delegation_to on delegation (to_account, to_day);
create index delegation_unit on delegation (unit);
