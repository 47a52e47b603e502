-- What waits for a second signature, found by a query that both databases understand.
create index item_awaits_signature on item (id) where awaits_retro_signature;
