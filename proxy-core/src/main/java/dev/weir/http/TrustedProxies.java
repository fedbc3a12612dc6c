package dev.weir.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The peers whose {@code X-Forwarded} fields are believed. */
final class TrustedProxies {
  private final List<IpSubnetFilterRule> blocks;

  private TrustedProxies(List<IpSubnetFilterRule> blocks) {
    this.blocks = blocks;
  }

  /**
   * Reads addresses and CIDR blocks, such as {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code ::1}.
   */
  static TrustedProxies of(List<String> texts) {
    var blocks = new ArrayList<IpSubnetFilterRule>();
    for (var text : texts) {
      blocks.add(block(text));
    }
    return new TrustedProxies(List.copyOf(blocks));
  }

  boolean trust(InetSocketAddress peer) {
    for (var block : blocks) {
      if (block.matches(peer)) {
        return true;
      }
    }
    return false;
  }

  private static IpSubnetFilterRule block(String text) {
    int slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    boolean v4 = NetUtil.isValidIpV4Address(address);
    // Checked first: the rule itself would look a name up.
    if (!v4 && !NetUtil.isValidIpV6Address(address)) {
      throw refusal(text);
    }
    int bits = v4 ? 32 : 128;
    try {
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException notANumberOrTooLong) {
      throw refusal(text);
    }
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "http.trusted-proxies: %s (expected: an IP address or a CIDR block)".formatted(text));
  }
}
