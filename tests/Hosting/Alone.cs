// Clusters that share a machine's processors with others take their time, and some of these tests measure it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
