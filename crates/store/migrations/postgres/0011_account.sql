-- Accounts of the desk. Rows are never deleted: events and items name them for ever.
create table account (
    id                   bigint primary key generated always as identity,
    login                text not null unique,    -- 3 to 32 lower-case letters, digits, '-', '.'
    name                 text not null,           -- of the one person who holds it
    role                 text not null
        check (role in ('publisher', 'reviewer', 'portal-manager', 'security-administrator', 'auditor')),
    unit                 text not null,           -- unit code of the plan when it was opened
    phone                text not null,           -- for the security administrator only; shown masked
    state                text not null check (state in ('active', 'locked', 'closed')),
    password_hash        text not null,           -- argon2id, PHC string
    must_change_password boolean not null,
    password_changed_at  timestamptz not null,
    totp_secret          text,                    -- base32; in the clear, so the database file is kept like a key
    totp_pending         text,                    -- offered and not yet confirmed by a first code
    totp_last_step       bigint,                  -- 30-second step of the last code taken: none is taken twice
    created_at           timestamptz not null,
    last_login_at        timestamptz
);
create index account_unit on account (unit);

-- Former passwords that may not come back, the present one included.
create table password_history (
    id            bigint primary key generated always as identity,
    account_id    bigint not null references account (id),
    password_hash text not null,                  -- argon2id, PHC string
    set_at        timestamptz not null
);
create index password_history_account on password_history (account_id, id);

-- Log-ins counted before the password is looked at, for known and unknown logins alike, so that neither parallel
-- guesses nor the answers to them give anything away. A successful log-in deletes its row.
create table login_attempt (
    login         text primary key,
    failures      bigint not null,                -- in a row
    blocked_until timestamptz,
    last_at       timestamptz not null
);
