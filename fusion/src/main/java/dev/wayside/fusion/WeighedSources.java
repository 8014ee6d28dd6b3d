package dev.wayside.fusion;

import java.util.List;

/** Sources and the share of each, in the same order. */
record WeighedSources(List<Source> sources, Shares shares) {}
