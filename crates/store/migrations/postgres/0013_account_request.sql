-- Account forms (附件2 《管理员账号新增(或密码修改)审定单》).
create table account_request (
    id            bigint primary key generated always as identity,
    year          bigint not null,                -- 账审〔year〕number号
    number        bigint not null,
    purpose       text not null check (purpose in ('new-account', 'new-password')),
    unit          text not null,                  -- unit code
    person        text not null,                  -- who will hold the account
    phone         text not null,
    login         text not null,                  -- wanted, or of the account that needs a password
    role          text not null
        check (role in ('publisher', 'reviewer', 'portal-manager', 'security-administrator', 'auditor')),
    reason        text not null,
    requested_by  bigint not null references account (id),
    requested_at  timestamptz not null,
    state         text not null check (state in ('open', 'granted', 'refused')),
    decided_by    bigint references account (id),
    decided_at    timestamptz,
    decision_note text not null,
    unique (year, number)
);
create index account_request_unit on account_request (unit);
create index account_request_login on account_request (login) where state = 'open';

-- Last number given out per year; taking the next one is the turn of the writer.
create table account_request_number (
    year bigint primary key,
    last bigint not null
);
