-- The highest version that a revision of an item had when it was thrown away. Its number is given again, so the next
-- version starts above: what somebody saw never comes back.
create table thrown_away (
    item    integer primary key, -- no reference: it outlives the item
    version integer not null
) strict;
