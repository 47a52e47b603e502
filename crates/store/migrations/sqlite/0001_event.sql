-- The log of every change: audit trail, outbox and evidence. Rows are only ever added.
create table event (
    seq           integer primary key,            -- 1, 2, 3 … without gaps
    at            text not null,                  -- UTC, milliseconds
    actor         integer,                        -- account; null for the system itself
    actor_name    text not null,                  -- as it was then
    unit          text not null,                  -- unit code that the actor acted for
    action        text not null,                  -- dotted word: item.sign
    subject_kind  text not null,                  -- item, account, plan …
    subject       text not null,                  -- id of the subject
    data          text not null,                  -- canonical JSON, hashed as it stands
    previous_hash text not null,                  -- hash of the entry before
    hash          text not null unique            -- SHA-256 over all of the above, hexadecimal
) strict;
create index event_subject on event (subject_kind, subject, seq);
create index event_at on event (at);

-- Head of the chain: updating it takes the turn of the writer; it also shows entries cut off at the end.
create table event_head (
    id   integer primary key check (id = 1),
    seq  integer not null,
    hash text not null
) strict;
insert into event_head (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
