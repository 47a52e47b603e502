-- A reviewer of a lead unit hands the unit's signature to somebody for a stated period.
create table delegation (
    id           integer primary key,
    unit         text not null,                   -- lead unit whose signature it is
    from_account integer not null references account (id),
    to_account   integer not null references account (id),
    from_day     text not null,                   -- China time, included
    to_day       text not null,                   -- China time, included
    reason       text not null,
    created_at   text not null,
    ended_at     text,                            -- taken back before its time
    check (from_day <= to_day)
) strict;
create index delegation_to on delegation (to_account, to_day);
create index delegation_unit on delegation (unit);
