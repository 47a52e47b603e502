-- Addresses of the site before this one and where they lead now; asked only when nothing else stands at an address.
create table old_address (
    address     text primary key,        -- path and query as domain::old_address compares them
    item_code   text,                    -- public address of the item, or
    column_code text,                    -- code of the column that is there now
    pointed_at  timestamptz not null,    -- when it was noted or last changed
    check ((item_code is null) <> (column_code is null))
);
