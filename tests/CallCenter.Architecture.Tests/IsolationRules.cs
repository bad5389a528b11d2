using System.Text.RegularExpressions;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CallCenter.Architecture.Tests;

/// <summary>A row of another practice is not there. Every way round that is named, used and listed.</summary>
public partial class IsolationRules
{
    /// <summary>Nobody. A new one needs a reason here and a <see cref="ScopeBypass"/>.</summary>
    private static readonly string[] MayIgnoreFilters = [];

    // Seen red: before anything used it → "ScopeBypass.PageLink is used nowhere: remove it".
    [Fact]
    public void Every_named_bypass_is_used()
    {
        var used = House.Sources("CallCenter.Api").Where(f => Path.GetFileName(f) != "PracticeScope.cs")
            .SelectMany(f => Bypass().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        Rule.Holds(Enum.GetNames<ScopeBypass>().Except(used).Select(b => $"ScopeBypass.{b} is used nowhere: remove it"));
    }

    // Seen red: Set<Call>().IgnoreQueryFilters() in Calls → "…Calls.Mutant calls …EntityFrameworkQueryableExtensions::IgnoreQueryFilters".
    [Fact]
    public void Nobody_ignores_the_filters() => Rule.Holds(
        from type in House.Api.Types
        where !MayIgnoreFilters.Contains(type.Name)
        from member in type.Members
        where member.Contains("::IgnoreQueryFilters(", StringComparison.Ordinal) || member.Contains("::FromSql", StringComparison.Ordinal) || member.Contains("::SqlQuery", StringComparison.Ordinal)
        select $"{type.Name} calls {member.Split('(')[0]}");

    // Statements of our own pass by EF's filters: they are made in one room, and what they find is filtered there (UnitOfWork).
    // Seen red: db.Database.GetDbConnection().CreateCommand() in Calls → "…Calls.Mutant calls …DbConnection::CreateCommand".
    [Fact]
    public void Statements_of_our_own_are_made_in_one_room() => Rule.Holds(
        from type in House.Api.Types
        where !type.IsIn("CallCenter.Api.Platform.Persistence")
        from member in type.Members
        where member.Contains("::CreateCommand(", StringComparison.Ordinal) || member.Contains("::ExecuteSql", StringComparison.Ordinal)
        select $"{type.Name} calls {member.Split('(')[0]}");

    // Seen red: TalkSpan without the interface → "TalkSpan has a PracticeId and is not IBelongsToPractice".
    [Fact]
    public void Every_table_with_a_PracticeId_belongs_to_a_practice() => Rule.Holds(Entities()
        .Where(e => e.FindProperty(nameof(IBelongsToPractice.PracticeId)) is not null && !typeof(IBelongsToPractice).IsAssignableFrom(e.ClrType))
        .Select(e => $"{e.ClrType.Name} has a PracticeId and is not IBelongsToPractice"));

    // Seen red: Leg left out where the filters are set → "Leg has no practice filter".
    [Fact]
    public void Every_row_of_a_practice_is_filtered() => Rule.Holds(Entities()
        .Where(e => typeof(IBelongsToPractice).IsAssignableFrom(e.ClrType) && e.GetDeclaredQueryFilters().All(f => f.Key != CallCenterDbContext.PracticeFilter))
        .Select(e => $"{e.ClrType.Name} has no practice filter"));

    [Fact]
    public void The_rules_see_the_model() => Assert.True(Entities().Count(e => typeof(IBelongsToPractice).IsAssignableFrom(e.ClrType)) > 20);

    private static IReadOnlyList<IEntityType> Entities()
    {
        using var db = new SqliteDesignTime().CreateDbContext([]);
        return [.. db.Model.GetEntityTypes()];
    }

    [GeneratedRegex(@"ScopeBypass\.(\w+)")]
    private static partial Regex Bypass();
}
