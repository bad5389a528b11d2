using System.Collections.Concurrent;
using System.Text;
using CallCenter.Protocols.Triage.Checking;
using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;
using CallCenter.Protocols.Triage.Versioning;
using CallCenter.Protocols.Tests.Triage.Properties;

namespace CallCenter.Protocols.Tests.Triage.Faults;

/// <summary>
/// Single slips seeded into the real content, one at a time; every one must be reported by the loader, a static check, an
/// embedded test or the comparison with the approved version. Who caught what is docs/protocol-faults.md. After a change:
/// <c>CALLCENTER_WRITE_FAULTS=1 dotnet test --project tests/CallCenter.Protocols.Tests</c> writes it anew.
/// </summary>
public class FaultSeedingTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>The shipped content, every protocol approved by a clinician who is responsible.</summary>
    private static readonly IReadOnlyDictionary<string, string> Approved = new Dictionary<string, string>(Shipped.Files.Where(f => !f.Key.StartsWith("escalation/", StringComparison.Ordinal)))
    {
        ["approvals.yaml"] = "schema: triage-approvals/1\nversion: \"1.0.0\"\napprovers: [{name: \"A. Okafor, MD\"}]\napprovals:\n"
            + string.Concat(Shipped.Package.Protocols.Select(p => $"  - {{protocol: {p.Id}, version: \"{p.Version}\", digest: \"{p.Digest}\", approver: \"A. Okafor, MD\", approved_on: \"2026-11-20\", review_by: \"2027-11-20\"}}\n")),
    };

    private static readonly LoadResult Base = TriageLoader.Load(Approved);
    private static readonly TriagePackage BasePackage = Base.Package ?? throw new InvalidOperationException(string.Join('\n', Base.Findings));

    [Fact]
    public void Every_slip_in_the_real_content_is_reported_and_the_table_says_by_whom()
    {
        Assert.Empty(TriageVerifier.Verify(Approved, Today).Findings);
        var all = Approved.Where(f => f.Key.StartsWith("triage/", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal)
            .SelectMany(f => FaultKinds.In(f.Key, f.Value)).Concat(SharedFileFaults.In(Approved))
            .GroupBy(f => f.Kind).ToList();
        var faults = all.SelectMany(kind => kind.Where((_, i) => i % EveryNth == 0)).ToList();
        var caught = new ConcurrentDictionary<Fault, CaughtBy>();
        Parallel.ForEach(faults, fault => caught[fault] = Catcher(fault));

        var missed = faults.Where(f => caught[f] == CaughtBy.Nothing).ToList();
        Assert.True(missed.Count == 0, $"{missed.Count} of {faults.Count} faults were not reported:\n{string.Join('\n', missed.Take(40))}");
        if (Thoroughness.IsMutationRun) return;
        Assert.True(faults.Count >= 1000, $"only {faults.Count} faults");
        var kinds = faults.GroupBy(f => f.Kind).ToList();
        Assert.True(kinds.Count >= 20, $"only {kinds.Count} kinds");
        if (EveryNth == 1) TableIsCurrent(Table(kinds, caught));
        else foreach (var kind in all) Assert.Contains($"\n| {kind.Key} | {kind.Count()} |", File.ReadAllText(TableFile), StringComparison.Ordinal);
    }

    /// <summary>Of each kind: all in the long form, which the docs' table comes from; a third in every run; a few while mutating.</summary>
    private static int EveryNth => Thoroughness.IsMutationRun ? 40 : Thoroughness.IsLong || WritesTable ? 1 : 3;

    private static string TableFile => Path.Combine(Shipped.Root, "docs", "protocol-faults.md");

    private static bool WritesTable => Environment.GetEnvironmentVariable("CALLCENTER_WRITE_FAULTS") == "1";

    private static CaughtBy Catcher(Fault fault)
    {
        var files = new Dictionary<string, string>(Approved) { [fault.File] = fault.Text };
        var isProtocol = fault.File.StartsWith("triage/", StringComparison.Ordinal);
        var changed = isProtocol ? Path.GetFileNameWithoutExtension(fault.File) : null;
        var verification = TriageVerifier.Verify(files, new VerifierInput { AsOf = Today, Callers = 0, Previous = Base, Only = changed is null ? null : new HashSet<string> { changed } });
        if (verification.Package is not { } candidate) return CaughtBy.Loader;
        // That any changed byte voids the approval says nothing about the fault, except where the approval is the fault.
        var blocking = verification.Findings.Where(f => f.Severity != Severity.Warning && (!isProtocol || f.Code != "A34")).Select(f => f.Code).ToHashSet();
        if (blocking.Except(["E14", "E15"]).Any()) return CaughtBy.StaticChecks;
        if (blocking.Count > 0) return CaughtBy.EmbeddedTests;
        var comparison = TriageComparison.Compare(BasePackage, candidate);
        return comparison.Lowerings.Count + comparison.Rewordings.Count > 0 ? CaughtBy.Comparison : CaughtBy.Nothing;
    }

    private static string Table(List<IGrouping<string, Fault>> kinds, ConcurrentDictionary<Fault, CaughtBy> caught)
    {
        var text = new StringBuilder("| fault | seeded | loader | static checks | embedded tests | only the comparison with the approved version | missed |\n|---|---|---|---|---|---|---|\n");
        foreach (var kind in kinds) Row(text, kind.Key, [.. kind.Select(f => caught[f])]);
        Row(text, "**all**", [.. caught.Values]);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, List<CaughtBy> caught) =>
        text.Append($"| {name} | {caught.Count} | {string.Join(" | ", Enum.GetValues<CaughtBy>().Select(by => caught.Count(c => c == by)))} |\n");

    private static void TableIsCurrent(string table)
    {
        var page = File.ReadAllText(TableFile);
        var start = page.IndexOf("| fault |", StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        if (WritesTable)
        {
            page = string.Concat(page.AsSpan(0, start), table, page.AsSpan(end));
            File.WriteAllText(TableFile, page);
            end = start + table.Length;
        }
        Assert.Equal(table, page[start..end]);
    }
}
