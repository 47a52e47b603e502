-- Sessions of signed-in people. The identifier itself stands only in the browser's cookie.
create table session (
    id_hash      text primary key,                -- SHA-256 of the identifier, hexadecimal
    account_id   bigint references account (id),  -- null before the log-in
    data         text not null,                   -- JSON object of the web layer
    address      text not null,
    user_agent   text not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,            -- to the minute
    expires_at   timestamptz not null             -- moves on with use
);
create index session_account on session (account_id);
create index session_expires_at on session (expires_at);
