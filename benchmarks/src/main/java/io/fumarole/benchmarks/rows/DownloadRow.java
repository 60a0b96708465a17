package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.Nginx;
import io.fumarole.benchmarks.load.PlainClient;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.benchmarks.load.ServerProcess.Kind;
import io.fumarole.benchmarks.load.Usage;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A large image downloaded whole and in ranges, from us and from nginx by turns.
public final class DownloadRow implements Row {
  private static final long IMAGE = 200L << 20;
  private static final long QUICK_IMAGE = 50L << 20;
  private static final long RANGE = 4L << 20;
  private static final double OCTETS_PER_MB = 1e6;

  /// Downloads in one run: enough processor time for steps of 10 ms.
  private static final int TIMES = 5;

  private static final int QUICK_TIMES = 2;

  @Override
  public String id() {
    return "download";
  }

  @Override
  public String work() {
    return "Serving a 200 MiB image over HTTP, CPU per MB";
  }

  private interface Used {
    Usage now() throws IOException;
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    long size = setting.quick() ? QUICK_IMAGE : IMAGE;
    List<Figure> figures = new ArrayList<>();
    try (ServerProcess server = setting.start("server", Kind.SILENT)) {
      Path image = server.addPackage("2.0.0", size);
      URI ours = server.link("2.0.0");
      Optional<Nginx> nginx =
          Nginx.start(
              setting.scratch().resolve("nginx"),
              Optional.ofNullable(image.getParent()).orElseThrow(),
              setting.beforeJudge());
      try {
        Optional<URI> theirs = nginx.map(n -> n.url(image.getFileName().toString()));
        for (boolean inRanges : List.of(false, true)) {
          List<Double> our = new ArrayList<>();
          List<Double> their = new ArrayList<>();
          List<Double> ratio = new ArrayList<>();
          // The first run warms both up: the JIT here, the page cache for both.
          for (int run = -1; run < setting.runs(); run++) {
            double we = cost(server::usage, ours, size, inRanges, setting);
            double they =
                nginx.isPresent()
                    ? cost(nginx.get()::usage, theirs.orElseThrow(), size, inRanges, setting)
                    : 0;
            if (run < 0) continue;
            our.add(we);
            if (nginx.isPresent()) {
              their.add(they);
              ratio.add(we / they);
            }
          }
          String how = inRanges ? "in 4 MiB ranges" : "whole";
          figures.add(Figure.of(how, "ms/MB", our));
          if (nginx.isPresent()) {
            figures.add(Figure.of(how + ", nginx in the same run", "ms/MB", their));
            figures.add(
                Figure.of(how + ", ours ÷ nginx", "", ratio).aimedAt(Aim.atMost("≤ 1.5", 1.5)));
          }
        }
        return new Measured(
            figures,
            nginx.isPresent()
                ? List.of()
                : List.of("nginx was left out: it is not on the machine (Debian: nginx-light)."));
      } finally {
        if (nginx.isPresent()) nginx.get().close();
      }
    }
  }

  private static double cost(Used used, URI url, long size, boolean inRanges, Setting setting)
      throws IOException {
    int times = setting.amount(TIMES, QUICK_TIMES);
    double before = used.now().cpuMillis();
    try (var client = new PlainClient(url)) {
      for (int time = 0; time < times; time++) {
        long got = 0;
        if (inRanges) {
          for (long first = 0; first < size; first += RANGE)
            got += client.get(url, first, Math.min(first + RANGE, size) - 1);
        } else {
          got = client.get(url);
        }
        if (got != size) throw new IOException(got + " octets of " + size);
      }
    }
    return (used.now().cpuMillis() - before) / (times * size / OCTETS_PER_MB);
  }
}
