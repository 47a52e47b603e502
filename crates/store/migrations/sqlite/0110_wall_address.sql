-- The secret address under which a screen on the wall shows the county board. The address itself is shown once and kept
-- nowhere.
create table wall_address (
    id         integer primary key check (id = 1), -- there is one or none
    token_hash text not null, -- SHA-256 of the secret part, hexadecimal
    made_name  text not null,
    made_at    text not null
) strict;
