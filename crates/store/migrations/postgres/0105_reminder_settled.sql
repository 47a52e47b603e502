-- Each morning asks which of the deadlines that are owed were found settled before.
create index reminder_settled on reminder (deadline) where settled_at is not null;
