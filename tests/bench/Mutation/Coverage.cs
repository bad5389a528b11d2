using System.Text.Json;

namespace CallCenter.Bench.Mutation;

/// <summary>Measured once and kept, since a worker that had to be ended is followed by another.</summary>
/// <param name="ByMutant">The tests, by their place, that pass by a mutant.</param>
/// <param name="Starting">Mutants passed by at all, also in what is made once.</param>
internal sealed record Coverage(Dictionary<int, List<int>> ByMutant, HashSet<int> Starting, IReadOnlyList<TimeSpan> Costs)
{
    public static Coverage? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<Coverage>(File.ReadAllText(path)) : null;

    public Coverage Write(string path)
    {
        File.WriteAllText(path, JsonSerializer.Serialize(this));
        return this;
    }
}
