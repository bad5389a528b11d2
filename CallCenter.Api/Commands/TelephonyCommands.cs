using CallCenter.Api.Features.Practices.Domain;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CallCenter.Api.Commands;

/// <summary><c>telephony check</c> and <c>telephony provision</c>: the account at the telephone network beside what our configuration needs.</summary>
internal static class TelephonyCommands
{
    private const int Findings = 1, NotAsked = 3;

    public static async Task<int> RunAsync(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var database = ReplayCommand.Configured(arguments);
        var builder = WebApplication.CreateBuilder();
        builder.AddNetworkAccount(clock);
        // A few of the host's parts, not the host: what they need is asked for when they are.
        await using var parts = builder.Services.BuildServiceProvider();
        var (account, lines) = (Account(parts), await LinesAsync(database));
        var apply = arguments.Options.Contains("apply");
        var report = await account.CheckAsync(lines, apply, CancellationToken.None);
        if (arguments.Json) CommandLine.WriteJson(output, report);
        else Say(report, output);
        return report.Has(AccountState.Unknown) ? NotAsked : report.Has(AccountState.Differs, AccountState.Wrong) ? Findings : 0;
    }

    private static INetworkAccount Account(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<INetworkAccount>();
        }
        catch (OptionsValidationException incomplete)
        {
            throw new UsageException($"The configuration is not complete: {string.Join(" ", incomplete.Failures)}");
        }
    }

    private static async Task<IReadOnlyList<PracticeLine>> LinesAsync(Database database)
    {
        try
        {
            await using var db = database.Read(PracticeScope.Everything(ScopeBypass.Operator));
            return [.. (await db.Set<Line>().ToListAsync()).OrderBy(l => l.Number, StringComparer.Ordinal).Select(l => new PracticeLine(l.PracticeId, l.Number))];
        }
        catch (System.Data.Common.DbException failure)
        {
            throw new UsageException($"The database cannot be read ({Codes.Of(failure)}): check --database and Database__Provider, and run 'migrate'.");
        }
    }

    private static void Say(AccountReport report, TextWriter output)
    {
        foreach (var item in report.Items)
        {
            output.WriteLine($"{Word(item.State),-8} {item.Item}{(item.Setting is { } setting ? $": {setting}" : "")}{(item is { Found.Length: > 0, Wanted: null } ? $": {item.Found}" : "")}");
            if (item.Wanted is not null && item.State is not AccountState.Fine)
            {
                output.WriteLine($"         {(item.State is AccountState.Changed ? "was" : "is")}       {(string.IsNullOrEmpty(item.Found) ? "(empty)" : item.Found)}");
                output.WriteLine($"         {(item.State is AccountState.Changed ? "is now" : "must be")}  {(item.Wanted.Length == 0 ? "(empty)" : item.Wanted)}");
            }

            if (item.Todo is { } todo) output.WriteLine($"         {todo}");
        }

        output.WriteLine(string.Join(", ", report.Items.GroupBy(i => i.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Word(g.Key)}")));
    }

    private static string Word(AccountState state) => state switch
    {
        AccountState.Fine => "fine",
        AccountState.Advice => "advice",
        AccountState.Changed => "changed",
        AccountState.Differs => "differs",
        AccountState.Wrong => "wrong",
        AccountState.Unknown => "unknown",
    };
}
