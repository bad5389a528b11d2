namespace CallCenter.Architecture.Tests;

/// <summary>A slice reaches another only through its Contracts, along the edges below. What must go backwards is a fact (<c>PublishAsync</c>).</summary>
public class SliceRules
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Calls"] = ["Queue", "Practices", "Patients", "Staff", "Audit"],
        ["Queue"] = ["Practices", "Staff", "Audit"],
        ["Triage"] = ["Calls", "Patients", "Practices", "Staff", "Audit"],
        ["Escalation"] = ["Triage", "Calls", "Practices", "Patients", "Staff", "EhrDelivery", "Audit"],
        ["CareManagement"] = ["Triage", "Calls", "Patients", "Practices", "Staff", "Audit"],
        ["EhrDelivery"] = ["Triage", "Patients", "Practices", "Staff", "Calls", "Audit"],
        ["Patients"] = ["Practices", "Audit"],
        ["Staff"] = ["Practices", "Audit"],
        ["Practices"] = ["Audit"],
        ["Audit"] = [],
    };

    // Seen red: a class of Audit with typeof(TalkInterval) → "Audit may not know Calls: …Audit.Mutant → …Calls.Contracts.TalkInterval".
    [Fact]
    public void A_slice_reaches_another_only_along_an_allowed_edge() => Rule.Holds(Edges()
        .Where(e => !MayKnow.GetValueOrDefault(e.From.Slice!, []).Contains(e.ToSlice))
        .Select(e => $"{e.From.Slice} may not know {e.ToSlice}: {e.From.Name} → {e.To}"));

    // Seen red: a class of Calls with typeof(PatientReader) → "…Calls.Mutant → …Patients.Persistence.PatientReader".
    [Fact]
    public void A_slice_reaches_another_only_through_its_Contracts() => Rule.Holds(Edges()
        .Where(e => !CodeType.Within(e.To, $"{House.Slices}{e.ToSlice}.Contracts"))
        .Select(e => $"{e.From.Name} → {e.To}"));

    // Seen red: Practices → Calls added to the table → "Practices is in or above a cycle: Calls", and eight more.
    [Fact]
    public void The_table_of_edges_has_no_cycle()
    {
        var open = MayKnow.ToDictionary(e => e.Key, e => e.Value.ToHashSet());
        while (open.Where(e => e.Value.Count == 0).Select(e => e.Key).ToList() is { Count: > 0 } leaves)
        {
            foreach (var leaf in leaves) open.Remove(leaf);
            foreach (var left in open.Values) left.ExceptWith(leaves);
        }

        Rule.Holds(open.Select(e => $"{e.Key} is in or above a cycle: {string.Join(", ", e.Value.Order())}"));
    }

    // Seen red: a folder Features/Mutants with a class → "Mutants is not in the table of edges".
    [Fact]
    public void Every_slice_is_in_the_table() => Rule.Holds(House.SliceNames.Where(s => !MayKnow.ContainsKey(s)).Select(s => $"{s} is not in the table of edges"));

    // Seen red: a folder Features/Ghost with a file that holds only a comment → "Ghost has a folder and no compiled type".
    [Fact]
    public void The_rules_see_slices_types_and_edges()
    {
        Assert.True(House.SliceNames.Count >= 9, $"only {House.SliceNames.Count} slices were found");
        Assert.All(House.SliceNames, slice => Assert.True(House.Api.Types.Any(t => t.Slice == slice), $"{slice} has a folder and no compiled type"));
        Assert.True(Edges().Count() > 50, "hardly any edge between slices was found");
    }

    private static IEnumerable<(CodeType From, string To, string ToSlice)> Edges() =>
        from type in House.Api.Types
        where type.Slice is not null
        from touched in type.Touches
        let slice = CodeType.SliceOf(touched)
        where slice is not null && slice != type.Slice
        select (type, touched, slice);
}
