-- Account forms (附件2 《管理员账号新增(或密码修改)审定单》).
create table account_request (
    id            integer primary key,
    year          integer not null,               -- 账审〔year〕number号
    number        integer not null,
    purpose       text not null check (purpose in ('new-account', 'new-password')),
    unit          text not null,                  -- unit code
    person        text not null,                  -- who will hold the account
    phone         text not null,
    login         text not null,                  -- wanted, or of the account that needs a password
    role          text not null
        check (role in ('publisher', 'reviewer', 'portal-manager', 'security-administrator', 'auditor')),
    reason        text not null,
    requested_by  integer not null references account (id),
    requested_at  text not null,
    state         text not null check (state in ('open', 'granted', 'refused')),
    decided_by    integer references account (id),
    decided_at    text,
    decision_note text not null,
    unique (year, number)
) strict;
create index account_request_unit on account_request (unit);
create index account_request_login on account_request (login) where state = 'open';

-- Last number given out per year; taking the next one is the turn of the writer.
create table account_request_number (
    year integer primary key,
    last integer not null
) strict;
