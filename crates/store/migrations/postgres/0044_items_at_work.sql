-- What waits for a second signature, found by a query that both databases understand.
drop index item_unsigned;
create index item_awaits_signature on item (id) where awaits_retro_signature;
