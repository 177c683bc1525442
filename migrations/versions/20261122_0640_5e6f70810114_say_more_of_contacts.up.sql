-- Codes only. Where two have met is something a person says: it is sealed with their other words.
alter table field.contacts add column known_since text, add column travel_time text;
