-- Who has an item open. Forgotten after a minute without a sign of life; no part of the log.
create table presence (
    item      integer not null references item (id) on delete cascade,
    account   integer not null,
    name      text not null,
    unit_name text not null,
    editing   integer not null default 0 check (editing in (0, 1)), -- in the editor rather than reading
    since     text not null,
    seen_at   text not null,
    primary key (item, account)
) strict;

-- Messages to the people in an item's chain.
create table notice (
    id      integer primary key,
    account integer not null, -- whom it is for
    item    integer references item (id) on delete set null,
    text    text not null,
    at      text not null,
    read_at text              -- null until read
) strict;
create index notice_account on notice (account, id);
create index notice_unread on notice (account) where read_at is null;
