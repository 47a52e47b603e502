-- Who has an item open. Forgotten after a minute without a sign of life; no part of the log.
create table presence (
    item      bigint not null references item (id) on delete cascade,
    account   bigint not null,
    name      text not null,
    unit_name text not null,
    editing   boolean not null default false, -- in the editor rather than reading
    since     timestamptz not null,
    seen_at   timestamptz not null,
    primary key (item, account)
);

-- Messages to the people in an item's chain.
create table notice (
    id      bigint generated always as identity primary key,
    account bigint not null, -- whom it is for
    item    bigint references item (id) on delete set null,
    text    text not null,
    at      timestamptz not null,
    read_at timestamptz      -- null until read
);
create index notice_account on notice (account, id);
create index notice_unread on notice (account) where read_at is null;
