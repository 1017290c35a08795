-- Whoever looks for work goes through it in the order of its age, page by page.
CREATE INDEX open_work_order ON open_work (since, grain);
