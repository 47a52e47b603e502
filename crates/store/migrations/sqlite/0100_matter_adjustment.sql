-- 延期 of one single duty (单项任务): an interpretation, the news of a topic, the answer to a letter.
alter table clock_adjustment add column matter text not null default ''; -- domain::obligation::MatterKey; empty for the column
alter table clock_adjustment add column matter_title text not null default ''; -- as it was called when it was decided
