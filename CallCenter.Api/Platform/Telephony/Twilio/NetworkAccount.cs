using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Reads the account item by item. Nothing is bought, nothing created, and no number is touched that is not a line of ours.</summary>
public sealed class NetworkAccount(TwilioOptions options, AccountSettings settings, TwilioClient twilio, TimeProvider clock) : INetworkAccount
{
    private const int Tries = 4;
    private readonly List<AccountItem> _items = [];

    public async Task<AccountReport> CheckAsync(IReadOnlyList<PracticeLine> lines, bool apply, CancellationToken cancel)
    {
        _items.Clear();
        CheckAddresses();
        // Whom the account does not know it tells nothing else.
        if (!await CheckSecretAsync("auth token", options.AccountSid, options.AuthToken, "Set Twilio__AccountSid and Twilio__AuthToken to the account's SID and its primary auth token.", cancel))
            return new([.. _items]);
        await CheckSecretAsync("API key", options.ApiKeySid, options.ApiKeySecret, "Create a Standard API key in the Console and set Twilio__ApiKeySid and Twilio__ApiKeySecret: softphones sign in with it.", cancel);
        await CheckApplicationAsync(apply, cancel);
        foreach (var line in lines) await CheckNumberAsync(line, apply, cancel);
        if (lines.Count == 0) Add("numbers", null, AccountState.Wrong, "no practice has a line", null, "Enter the practices' lines in the database first (table Lines).");
        await CheckRecordingsAsync(cancel);
        return new([.. _items]);
    }

    private void CheckAddresses()
    {
        foreach (var (key, url) in new[] { ("PublicBaseUrl", options.PublicBaseUrl), ("FallbackBaseUrl", options.FallbackBaseUrl) })
        {
            var reachable = options.Emulated || (url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback);
            if (!reachable || url.Host.Contains('_', StringComparison.Ordinal))
                Add(key, null, AccountState.Wrong, url.ToString(), null, $"Set {key} to the https address at which the network reaches us; its host name has no underscore.");
        }

        var together = Uri.Compare(options.PublicBaseUrl, options.FallbackBaseUrl, UriComponents.HostAndPort, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (together) Add("FallbackBaseUrl", null, AccountState.Advice, options.FallbackBaseUrl.ToString(), null, "It is the main process's own address: when that is gone, callers hear nothing. Run 'fallback' on another host and name it here.");
    }

    private async Task<bool> CheckSecretAsync(string item, string user, string secret, string todo, CancellationToken cancel)
    {
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));
        var (answer, refused) = await AskAsync(HttpMethod.Get, "Calls.json?PageSize=1", null, basic, cancel);
        using (answer)
        {
            if (answer is not null) Add(item, null, AccountState.Fine, user, null, null);
            else if (refused!.Code.StartsWith("401", StringComparison.Ordinal) || refused.Code.StartsWith("403", StringComparison.Ordinal)) Add(item, null, AccountState.Wrong, $"refused ({refused.Code})", null, todo);
            else AddUnknown(item, refused);
            return answer is not null;
        }
    }

    private async Task CheckApplicationAsync(bool apply, CancellationToken cancel)
    {
        const string item = "softphone application";
        var path = $"Applications/{options.TwimlAppSid}.json";
        var (answer, refused) = await AskAsync(HttpMethod.Get, path, null, null, cancel);
        using (answer)
        {
            if (answer is not null) await CompareAsync(item, path, answer.RootElement, settings.Application, apply, cancel);
            else if (refused!.Code.StartsWith("404", StringComparison.Ordinal))
                Add(item, null, AccountState.Wrong, $"there is no {options.TwimlAppSid}", null, "Create a TwiML application in the Console, set Twilio__TwimlAppSid to its SID, and run this again.");
            else AddUnknown(item, refused);
        }
    }

    private async Task CheckNumberAsync(PracticeLine line, bool apply, CancellationToken cancel)
    {
        var item = $"number {line.Number} ({line.PracticeId})";
        var (list, refused) = await AskAsync(HttpMethod.Get, $"IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(line.Number)}", null, null, cancel);
        using (list)
        {
            if (list is null)
            {
                AddUnknown(item, refused!);
                return;
            }

            // The filter matches parts of numbers too.
            var number = list.RootElement.GetProperty("incoming_phone_numbers").EnumerateArray().FirstOrDefault(n => AccountSettings.Value(n, "PhoneNumber") == line.Number);
            if (number.ValueKind is JsonValueKind.Undefined)
                Add(item, null, AccountState.Wrong, "not on this account", null, "Buy or port the number, or take the line out of the database. Nothing is bought by this command.");
            else if (number.TryGetProperty("capabilities", out var can) && can.TryGetProperty("voice", out var voice) && voice.ValueKind is JsonValueKind.False)
                Add(item, "capabilities", AccountState.Wrong, "no voice", "voice", "This number cannot take calls: choose one that can.");
            else await CompareAsync(item, $"IncomingPhoneNumbers/{AccountSettings.Value(number, "Sid")}.json", number, settings.Number, apply, cancel);
        }
    }

    private async Task CompareAsync(string item, string path, JsonElement found, IReadOnlyList<KeyValuePair<string, string>> wanted, bool apply, CancellationToken cancel)
    {
        var differing = wanted.Where(w => AccountSettings.Value(found, w.Key) != w.Value).ToList();
        if (differing.Count == 0)
        {
            Add(item, null, AccountState.Fine, null, null, null);
            return;
        }

        var (after, refused) = apply ? await AskAsync(HttpMethod.Post, path, differing, null, cancel) : default;
        using (after)
        {
            foreach (var (setting, value) in differing)
            {
                var there = AccountSettings.Value(found, setting);
                if (after is not null && AccountSettings.Value(after.RootElement, setting) == value) Add(item, AccountSettings.Field(setting), AccountState.Changed, there, value, null);
                else if (refused is { Certain: false }) Add(item, AccountSettings.Field(setting), AccountState.Unknown, there, value, $"The answer was lost ({refused.Code}): run this again.");
                else Add(item, AccountSettings.Field(setting), AccountState.Differs, there, value, apply ? $"The network refused the change ({refused?.Code ?? "it kept the old value"}): set it in the Console." : "Set it in the Console, or run 'telephony provision --apply'.");
            }
        }
    }

    /// <summary>The account's switch cannot be read; whether a recording is given to a stranger can.</summary>
    private async Task CheckRecordingsAsync(CancellationToken cancel)
    {
        const string item = "recordings";
        var (list, refused) = await AskAsync(HttpMethod.Get, "Recordings.json?PageSize=1", null, null, cancel);
        using (list)
        {
            if (list is null) AddUnknown(item, refused!);
            else if (list.RootElement.GetProperty("recordings").EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } recording)
                Add(item, "media", AccountState.Advice, "no recording to try with", "password", "Switch on HTTP authentication for media (Console, Voice, Settings) before the first recording, and run this again after it.");
            else if (await twilio.IsPublicAsync($"Recordings/{AccountSettings.Value(recording, "Sid")}", cancel) is not { } open) Add(item, "media", AccountState.Unknown, null, "password", "Run this again when the network answers.");
            else Add(item, "media", open ? AccountState.Wrong : AccountState.Fine, open ? "open to anyone who has the address" : "password", "password", open ? "Switch on HTTP authentication for media at once (Console, Voice, Settings): recordings hold what patients say." : null);
        }
    }

    /// <summary>Too many requests (429) is waited out; everything else is an answer.</summary>
    private async Task<(JsonDocument? Answer, TelephonyException? Refused)> AskAsync(
        HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form, AuthenticationHeaderValue? asWhom, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await twilio.SendAsync(method, path, form, cancel, asWhom), null);
            }
            catch (TelephonyException busy) when (busy.Code.StartsWith("429", StringComparison.Ordinal) && attempt < Tries)
            {
                await Task.Delay(busy.RetryAfter ?? TimeSpan.FromMilliseconds(250 * attempt), clock, cancel);
            }
            catch (TelephonyException refused)
            {
                return (null, refused);
            }
        }
    }

    private void AddUnknown(string item, TelephonyException why) => Add(item, null, AccountState.Unknown, why.Code, null, why.Code.StartsWith("429", StringComparison.Ordinal)
        ? "The account has too many requests under way: run this again in a minute."
        : $"The network did not answer at {options.ApiBaseUrl}: check Twilio__ApiBaseUrl and the way out of this host, and run this again.");

    private void Add(string item, string? setting, AccountState state, string? found, string? wanted, string? todo) => _items.Add(new(item, setting, state, found, wanted, todo));
}
