package io.fumarole.agent.log;

import io.fumarole.agent.time.Time;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object per line: `{"time":…,"event":…,…}`.
public final class JsonLog implements AgentLog {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PrintStream out;
  private final Time time;

  public JsonLog(PrintStream out, Time time) {
    this.out = out;
    this.time = time;
  }

  @Override
  public void say(String event, Object... facts) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", time.now().toString());
    line.put("event", event);
    for (int i = 0; i + 1 < facts.length; i += 2)
      line.put(String.valueOf(facts[i]), plain(facts[i + 1]));
    out.println(MAPPER.writeValueAsString(line));
  }

  private static Object plain(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
  }
}
