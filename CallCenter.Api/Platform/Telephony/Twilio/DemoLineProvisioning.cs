using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>Development: gives every demo line its webhooks at the provider, again and again until it worked (the emulator may start later than we do).</summary>
public sealed class DemoLineProvisioning(
    TwilioOptions options, AccountSettings settings, TwilioClient twilio, ILineNumbers lines, WallClock wall, IHostApplicationLifetime lifetime,
    ILogger<DemoLineProvisioning> log) : BackgroundService
{
    [SuppressMessage("Design", "CA1031", Justification = "Development only; it tries again and says so.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Emulated) return;
        await Task.WhenAny(Started(), Task.Delay(Timeout.InfiniteTimeSpan, wall.Provider, stoppingToken));
        for (var attempt = 1; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await ProvisionAsync(stoppingToken);
                log.LogInformation("Demo lines provisioned at {Url}", options.ApiBaseUrl);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                if (attempt % 20 == 0) log.LogWarning("Demo lines are not provisioned yet: {Failure}", failure is TelephonyException t ? t.Code : Codes.Of(failure));
                await Task.Delay(TimeSpan.FromMilliseconds(500), wall.Provider, stoppingToken);
            }
        }
    }

    private async Task ProvisionAsync(CancellationToken cancel)
    {
        await SetAsync($"Applications/{options.TwimlAppSid}.json", "Applications.json?FriendlyName=CallCenter", "applications", "Applications.json",
            [new("FriendlyName", "CallCenter"), .. settings.Application], cancel);
        foreach (var number in await lines.AllAsync(cancel))
            await SetAsync(null, $"IncomingPhoneNumbers.json?PhoneNumber={Uri.EscapeDataString(number)}", "incoming_phone_numbers", "IncomingPhoneNumbers.json",
                [new("PhoneNumber", number), .. settings.Number], cancel);
    }

    private async Task SetAsync(
        string? byId, string search, string plural, string create, List<KeyValuePair<string, string>> form, CancellationToken cancel)
    {
        if (byId is not null && await twilio.FindAsync(byId, cancel) is { } known)
        {
            known.Dispose();
            using var _ = await twilio.SendAsync(HttpMethod.Post, byId, form, cancel);
            return;
        }

        using var list = await twilio.SendAsync(HttpMethod.Get, search, null, cancel);
        var sid = list.RootElement.GetProperty(plural).EnumerateArray().Select(e => e.GetProperty("sid").GetString()).FirstOrDefault();
        var path = sid is null ? create : $"{create[..^5]}/{sid}.json";
        using var answer = await twilio.SendAsync(HttpMethod.Post, path, form, cancel);
    }

    private Task Started()
    {
        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        return started.Task;
    }
}
