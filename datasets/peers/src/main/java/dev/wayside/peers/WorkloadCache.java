package dev.wayside.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Workloads on disk: made once, found again by the next run. */
record WorkloadCache(Path folder, Progress progress) {

    /** The workloads of a data set, one for each size; one of its own size where it has one. */
    List<WorkloadFolder> prepare(DataSet set, List<Integer> sizes) throws IOException, InterruptedException {
        int maxWindows = Collections.max(sizes);
        String name = set.name().toLowerCase(Locale.ROOT);
        // The unseen days come after the largest history, so another largest is another data set.
        Path home = folder.resolve(set.hasOwnSize() ? name : name + "-" + maxWindows);
        List<WorkloadFolder> workloads = set.hasOwnSize()
                ? List.of(new WorkloadFolder(home.resolve("whole")))
                : sizes.stream()
                        .map(size -> new WorkloadFolder(home.resolve(String.valueOf(size))))
                        .toList();
        if (!workloads.stream().allMatch(WorkloadFolder::isWhole)) {
            progress.say(name + ": making the data in " + home);
            CellDrives cell = set.source().make(maxWindows, progress);
            for (int i = 0; i < workloads.size(); i++) {
                int windows = set.hasOwnSize() ? cell.windows() : sizes.get(i);
                progress.say("%s: looking for the truth among %,d windows".formatted(name, windows));
                workloads.get(i).write(cell, windows);
            }
        }
        return workloads;
    }
}
