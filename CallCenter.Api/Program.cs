using CallCenter.Api.Commands;
using CallCenter.Api.Features.Audit;
using CallCenter.Api.Features.Calls;
using CallCenter.Api.Features.CareManagement;
using CallCenter.Api.Features.EhrDelivery;
using CallCenter.Api.Features.Escalation;
using CallCenter.Api.Features.Patients;
using CallCenter.Api.Features.Practices;
using CallCenter.Api.Features.Queue;
using CallCenter.Api.Features.Staff;
using CallCenter.Api.Features.Triage;
using CallCenter.Api.Platform;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Telephony.Twilio;
using CallCenter.Api.Platform.Time;

#pragma warning disable RS0030 // The one place that chooses the clock.
var wall = TimeProvider.System;
#pragma warning restore RS0030

if (await CommandLine.RunAsync(args, wall, Console.Out) is { } exitCode) return exitCode;
if (args is ["fallback", .. var rest]) return await FallbackHost.RunAsync(rest, wall);

var builder = WebApplication.CreateBuilder(args);
builder.UseDevelopmentDefaults();
builder.AnswerWhereReceived();
var (clock, follows) = await builder.ChooseClockAsync(wall);
builder.AddPlatform(clock, wall);

// The slices, in the order a call meets them.
builder.AddPractices();
builder.AddPatients();
builder.AddStaff();
builder.AddCalls();
builder.AddQueue();
builder.AddTriage();
builder.AddEscalation();
builder.AddCareManagement();
builder.AddEhrDelivery();
builder.AddAudit();

var app = builder.Build();
await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
if (args is ["migrate", ..]) return 0;
app.UseProblems();
app.UseServerTime();
app.UseSecurityHeaders();
app.UseAuthentication();
app.UseAuthorization();
app.MapStaticAssets();
app.MapObservability();
app.MapTwilio();
app.MapConsoleHub();
if (follows is not null) app.MapFollowedClock(follows, (FollowedClock)clock);

app.MapPatients();
app.MapStaff();
app.MapCalls();
app.MapQueue();
app.MapTriage();
app.MapEscalation();
app.MapCareManagement();
app.MapEhrDelivery();
// Every page is the console's. A path of the API that is not there is an error, not a page: no catch-all of ours stands under it, so that
// a wrong content type still says so.
app.MapFallbackToFile("/", "index.html");
app.MapFallbackToFile("{*path:nonfile:regex(^(?!(api|twilio|hubs)(/|$)).*$)}", "index.html");

builder.StartCompanions(app);
app.SayWhereToLook();
await app.RunAsync();
return 0;
