package dev.wayside.kvstore.engine;

import dev.wayside.kvstore.PerformanceSeries;

/** An encoder of the performance values of stores of format version 1. */
public final class PerformanceLayoutOne {

    private PerformanceLayoutOne() {}

    public static byte[] encode(PerformanceSeries performance) {
        ByteWriter writer = new ByteWriter()
                .writeByte(1)
                .writeVarint(performance.length())
                .writeVarint(performance.stepsByQuantity().size());
        performance.stepsByQuantity().forEach((quantity, steps) -> {
            writer.writeByte(quantity.code());
            long previous = 0;
            for (long step : steps) {
                long difference = step - previous;
                if (step == PerformanceSeries.MISSING) {
                    writer.writeSignedVarint(0);
                } else {
                    writer.writeSignedVarint(difference >= 0 ? difference + 1 : difference);
                    previous = step;
                }
            }
        });
        return writer.toBytes();
    }
}
