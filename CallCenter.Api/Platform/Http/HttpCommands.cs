using System.Text.Json;
using CallCenter.Api.Platform.Faults;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Platform.Http;

/// <summary>
/// A command from a console: runs in one unit of work in the person's own practice scope; with an <c>Idempotency-Key</c>
/// header its answer is kept in the same transaction, and the same key answers the same again.
/// A refusal rolls everything back.
/// </summary>
public sealed class HttpCommands(CommandWriter writer, KillPoints kill)
{
    private const string Header = "Idempotency-Key";

    public async Task<IResult> RunAsync<T>(
        HttpContext http, string name, Func<UnitOfWork, Person, CancellationToken, Task<Outcome<T>>> body)
    {
        var person = http.User.Person();
        var key = http.Request.Headers[Header].ToString();
        if (key.Length > 80) return Refusal.Invalid("idempotency-key-too-long", "Use a key of at most 80 characters.").ToResult();
        try
        {
            var answer = await writer.RunAsync(person.Scope, async (work, cancel) =>
            {
                if (key.Length > 0 && await ReceiptAsync<T>(work, person, key, name, cancel) is { Found: true } kept) return kept.Answer;
                var outcome = await body(work, person, cancel);
                if (!outcome.Succeeded) throw new RefusedException(outcome.Refusal);
                if (key.Length > 0) work.Set<CommandReceipt>().Add(Receipt(work, person, key, name, outcome.Value));
                kill.Hit($"command:{name}:before-commit");
                return outcome.Value;
            }, http.RequestAborted);
            kill.Hit($"command:{name}:after-commit");
            return Results.Ok(answer);
        }
        catch (RefusedException refused)
        {
            return refused.Refusal.ToResult();
        }
    }

    private static async Task<(bool Found, T? Answer)> ReceiptAsync<T>(UnitOfWork work, Person person, string key, string name, CancellationToken cancel)
    {
        var receipt = await work.Set<CommandReceipt>().FirstOrDefaultAsync(r => r.StaffId == person.StaffId && r.Key == key, cancel);
        if (receipt is null) return (false, default);
        if (receipt.Command != name)
            throw new RefusedException(Refusal.Conflict("idempotency-key-reused", "This key was used for another command. Use a new key for each command."));
        return (true, JsonSerializer.Deserialize<T>(receipt.Answer, JsonSerializerOptions.Web));
    }

    private static CommandReceipt Receipt<T>(UnitOfWork work, Person person, string key, string name, T answer) => new()
    {
        StaffId = person.StaffId,
        Key = key,
        Command = name,
        Answer = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web),
        At = work.Now,
    };
}
