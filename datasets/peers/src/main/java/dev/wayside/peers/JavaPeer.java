package dev.wayside.peers;

/** The peers that come with this program. */
enum JavaPeer {
    OURS("Wayside", true, false),
    OURS_PLAIN("Wayside in plain Java", false, false),
    LUCENE_EXACT("Lucene, exact", true, false),
    LUCENE_HNSW("Lucene, HNSW", true, true),
    JVECTOR("JVector", true, true);

    private final String title;
    private final boolean usesVectors;
    private final boolean buildsGraph;

    JavaPeer(String title, boolean usesVectors, boolean buildsGraph) {
        this.title = title;
        this.usesVectors = usesVectors;
        this.buildsGraph = buildsGraph;
    }

    String title() {
        return title;
    }

    /** True if its JVM has the vector instructions. */
    boolean usesVectors() {
        return usesVectors;
    }

    /** True if it builds a graph, which takes minutes on a large cell. */
    boolean buildsGraph() {
        return buildsGraph;
    }
}
