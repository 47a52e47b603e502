-- When each address of another site has opened last: a round that may not ask for all begins with who has waited longest.
alter table patrol_round add column opened_outside text not null default '{}'; -- JSON: address to day in China
