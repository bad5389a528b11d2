using System.Globalization;
using CallCenter.Api.Features.Triage.Publishing;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Triage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Commands;

/// <summary><c>protocols replay</c>: past real calls of the configured database on a candidate folder. Counts, codes and ids; nothing of a patient.</summary>
internal static class ReplayCommand
{
    public static async Task<int> RunAsync(Arguments arguments, TextWriter output)
    {
        var since = Since(arguments.Required("since"));
        var folder = arguments.Options["path"].FirstOrDefault() is { } path ? Arguments.Folder(path) : Arguments.Nearest();
        if (ProtocolCommands.Package(folder, output, arguments.Json) is not { } candidate) return 1;
        var result = ReplayResult.Of(await RowsAsync(Configured(arguments), since, candidate));
        if (arguments.Json)
            CommandLine.WriteJson(output, new { Since = since, Candidate = candidate.Digest, Total = result.Same + result.Calls.Count, result.Same, result.Raised, Lowered = result.LoweredCalls, result.Open, result.MayEndLower,
                Calls = result.Calls.Select(c => new { c.CallId, c.Outcome, c.MayEndLower, c.Was, c.Lowest, c.Highest }) });
        else Say(result, candidate, since, output);
        return result.MayEndLower > 0 || result.Calls.Any(c => c.Outcome == ReplayResult.Unreadable) ? 1 : 0;
    }

    private static async Task<List<ReplayedCallRow>> RowsAsync(Database database, DateTimeOffset since, TriagePackage candidate)
    {
        try
        {
            await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Operator));
            if ((await db.Database.GetPendingMigrationsAsync()).Any()) throw new UsageException("The database is older than this program: run 'migrate' first.");
            var (rows, packages) = (new List<ReplayedCallRow>(), new Dictionary<string, TriagePackage>(StringComparer.Ordinal));
            foreach (var session in await PastSessions.SinceAsync(db, since, CancellationToken.None))
                rows.Add(await PastSessions.ReplayAsync(db, session, candidate, packages, CancellationToken.None));
            return rows;
        }
        catch (System.Data.Common.DbException failure)
        {
            throw new UsageException($"The database cannot be read ({Codes.Of(failure)}): check --database, or ConnectionStrings__CallCenter and Database__Provider.");
        }
    }

    /// <summary>The database of <c>--database</c>, or the configured one; never a new one.</summary>
    internal static Database Configured(Arguments arguments)
    {
        var builder = WebApplication.CreateBuilder();
        if (arguments.Options["database"].FirstOrDefault() is { } given) builder.Configuration["ConnectionStrings:CallCenter"] = given;
        var database = builder.ConfiguredDatabase();
        // A file that is not there would be made, and be empty: a mistyped name must not read as "nothing was found".
        if (database.Provider is DatabaseProvider.Sqlite && new SqliteConnectionStringBuilder(database.ConnectionString).DataSource is var file && !File.Exists(file))
            throw new UsageException($"There is no database '{file}': name it by --database, or set ConnectionStrings__CallCenter.");
        return database;
    }

    private static void Say(ReplayResult result, TriagePackage candidate, DateTimeOffset since, TextWriter output)
    {
        output.WriteLine($"{result.Same + result.Calls.Count} signed calls since {since:yyyy-MM-dd HH:mm zzz} on candidate {candidate.Digest[..12]}");
        output.WriteLine($"{"outcome",-12}{"was",-16}{"would be",-34}calls");
        output.WriteLine($"{"same",-12}{"",-16}{"",-34}{result.Same}");
        foreach (var group in result.Calls.GroupBy(c => (c.Outcome, c.Was, c.Lowest, c.Highest)))
            output.WriteLine($"{group.Key.Outcome,-12}{group.Key.Was,-16}{Interval(group.Key.Lowest, group.Key.Highest),-34}{group.Count()}");
        foreach (var call in result.Calls.Where(c => c.MayEndLower)) output.WriteLine($"A32 call {call.CallId}: {call.Was} → {Interval(call.Lowest, call.Highest)}");
        output.WriteLine($"{result.Same} same, {result.Raised} raised, {result.LoweredCalls} lowered, {result.Open} open; {result.MayEndLower} lowered or may end lower");
    }

    private static string Interval(string lowest, string highest) => lowest == highest ? lowest : $"{lowest} to {highest}";

    private static DateTimeOffset Since(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since
        : throw new UsageException($"'{text}' is no date. Write it as 2026-11-01, or as an instant with its offset.");
}
