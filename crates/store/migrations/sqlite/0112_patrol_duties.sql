-- Of the units of a finding, who mends it and who leads: each is asked for on its own.
alter table patrol_finding add column mends text not null default '[]'; -- JSON list of the codes of those that mend
alter table patrol_finding add column leads text not null default '[]'; -- JSON list of the codes of those that lead
update patrol_finding
   set mends = json_extract(owner, '$.column.responsible'),
       leads = json_extract(owner, '$.column.leads')
 where owner like '{"column":%';
alter table patrol_finding drop column units;
