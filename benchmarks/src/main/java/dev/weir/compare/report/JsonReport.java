package dev.weir.compare.report;

import dev.weir.compare.run.Measured;
import dev.weir.compare.run.Sample;
import dev.weir.compare.run.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results as JSON: every round of everything, and the medians. */
final class JsonReport {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  static String of(Results results) {
    var all = new LinkedHashMap<String, Object>();
    all.put("at", results.at().toString());
    all.put("machine", results.machine().facts());
    all.put("settings", results.settings());
    all.put("servers", results.participants());
    all.put("workloads", results.workloads().stream().map(JsonReport::measured).toList());
    all.put("features", results.features().stream().map(JsonReport::measured).toList());
    all.put("sections", results.sections());
    return MAPPER.writeValueAsString(all) + "\n";
  }

  private static Map<String, Object> measured(Measured measured) {
    var workload = measured.workload();
    var json = new LinkedHashMap<String, Object>();
    json.put("name", workload.name());
    json.put("title", workload.title());
    json.put("targets", workload.targets().size());
    json.put("unit", workload.rate().unit());
    json.put("servers", measured.peers().stream().map(one -> samples(measured, one)).toList());
    return json;
  }

  private static Map<String, Object> samples(Measured measured, Samples samples) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", samples.peer());
    json.put("rate", measured.rate(samples));
    json.put("cpuMicrosPerRequest", samples.median(Sample::cpuMicrosPerRequest));
    json.put("cpuShare", samples.median(Sample::cpuShare));
    json.put("rounds", samples.rounds().stream().map(JsonReport::round).toList());
    return json;
  }

  private static Map<String, Object> round(Sample sample) {
    var json = new LinkedHashMap<String, Object>();
    json.put("requestsPerSecond", sample.wrk().requestsPerSecond());
    json.put("megabytesPerSecond", sample.wrk().megabytesPerSecond());
    json.put("cpuSeconds", sample.cpuSeconds());
    json.put("cpuMicrosPerRequest", sample.cpuMicrosPerRequest());
    json.put("wrk", sample.wrk());
    return json;
  }
}
