-- An order asks a node or a user, and an answer may hold what the user said.

UPDATE node_order SET
  request = REPLACE(request, '"value":{"command":', '"value":{"@":"NodeRequest","command":'),
  answer = REPLACE(answer, ',"nodes":[', ',"said":[],"nodes":[');
