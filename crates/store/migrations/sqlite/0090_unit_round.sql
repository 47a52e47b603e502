-- 月度巡查: what each unit saw of its columns in a month.

-- A unit's round of a month. Once it is signed neither the row nor its answers change.
create table unit_round (
    id          integer primary key,
    unit        text not null, -- code of the unit that signs
    month       text not null, -- its first day
    begun_at    text not null,
    changed_at  text not null, -- last save
    signed_by   integer,       -- account
    signed_name text not null default '',
    head_name   text not null default '', -- 单位负责人, as the signer named them
    signed_at   text,
    lines       text not null default '[]', -- checklist as it was signed, JSON: what the system knew and what was answered
    problems    integer not null default 0, -- columns with problems among them
    constraint unit_round_once unique (unit, month)
) strict;
create index unit_round_month on unit_round (month, unit);

-- The answers while a round is being filled in, one row a column, so that two people do not overwrite one another.
create table round_answer (
    round       integer not null references unit_round (id),
    column_code text not null,
    verdict     text check (verdict in ('fine', 'problem')), -- null: not answered yet
    note        text not null,
    unchanged   integer not null check (unchanged in (0, 1)), -- looked through, nothing has changed
    version     integer not null, -- raised by every save
    by_name     text not null,
    at          text not null,
    primary key (round, column_code)
) strict;
