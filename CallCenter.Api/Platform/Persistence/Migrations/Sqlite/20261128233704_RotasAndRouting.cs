using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RotasAndRouting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CallBack",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "NobodyAnswersAt",
                table: "Queue",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PatientState",
                table: "Queue",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Ringing",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Skill",
                table: "Queue",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OfficeNumber",
                table: "Practices",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "OverflowSeconds",
                table: "Practices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Skill",
                table: "Practices",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Notice",
                table: "Offers",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CallBackSid",
                table: "Calls",
                type: "TEXT",
                maxLength: 34,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CallBackTries",
                table: "Calls",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "PatientState",
                table: "Calls",
                type: "TEXT",
                maxLength: 2,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Holidays",
                columns: table => new
                {
                    PracticeId = table.Column<string>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Opens = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    Closes = table.Column<TimeOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holidays", x => new { x.PracticeId, x.Date });
                    table.ForeignKey(
                        name: "FK_Holidays_Practices_PracticeId",
                        column: x => x.PracticeId,
                        principalTable: "Practices",
                        principalColumn: "PracticeId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RotaChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DealId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    StartsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Remove = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Add = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgreedBy = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    AgreedHow = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    AgreedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Accepted = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    EndedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotaChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RotaClocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotaClocks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RotaDestinationProofs",
                columns: table => new
                {
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ContactId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    DestinationId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    AddressHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ProvedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    How = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotaDestinationProofs", x => new { x.PracticeId, x.ContactId, x.DestinationId });
                });

            migrationBuilder.CreateTable(
                name: "RotaFeeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    ContactId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotaFeeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RotaImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    LayerId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Turns = table.Column<string>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReadBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    SourceSecret = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    TriedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Trouble = table.Column<string>(type: "TEXT", maxLength: 600, nullable: true),
                    UnknownNames = table.Column<int>(type: "INTEGER", nullable: false),
                    Floating = table.Column<bool>(type: "INTEGER", nullable: false),
                    Readable = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotaImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RotaNotices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 190, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ScheduleId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    ContactId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    DestinationId = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TurnStart = table.Column<long>(type: "INTEGER", nullable: false),
                    TurnEnd = table.Column<long>(type: "INTEGER", nullable: false),
                    DealId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AnswerBy = table.Column<long>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProviderSid = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Result = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    WrongPins = table.Column<int>(type: "INTEGER", nullable: false),
                    ProvenOn = table.Column<string>(type: "TEXT", maxLength: 34, nullable: true),
                    LinkHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LinkSecret = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotaNotices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoutingRecords",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    NurseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reasons = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    WhyNot = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoutingRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaffSkills",
                columns: table => new
                {
                    StaffId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Skill = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaffSkills", x => new { x.StaffId, x.Skill });
                    table.ForeignKey(
                        name: "FK_StaffSkills_Staff_StaffId",
                        column: x => x.StaffId,
                        principalTable: "Staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RotaChanges_DealId",
                table: "RotaChanges",
                column: "DealId");

            migrationBuilder.CreateIndex(
                name: "IX_RotaChanges_PracticeId_State_EndsAt",
                table: "RotaChanges",
                columns: new[] { "PracticeId", "State", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RotaClocks_PracticeId_ScheduleId",
                table: "RotaClocks",
                columns: new[] { "PracticeId", "ScheduleId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RotaFeeds_PracticeId",
                table: "RotaFeeds",
                column: "PracticeId");

            migrationBuilder.CreateIndex(
                name: "IX_RotaFeeds_TokenHash",
                table: "RotaFeeds",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RotaImports_PracticeId_ScheduleId_LayerId",
                table: "RotaImports",
                columns: new[] { "PracticeId", "ScheduleId", "LayerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RotaNotices_Key",
                table: "RotaNotices",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RotaNotices_LinkHash",
                table: "RotaNotices",
                column: "LinkHash");

            migrationBuilder.CreateIndex(
                name: "IX_RotaNotices_PracticeId_TurnEnd",
                table: "RotaNotices",
                columns: new[] { "PracticeId", "TurnEnd" });

            migrationBuilder.CreateIndex(
                name: "IX_RoutingRecords_CallId_At",
                table: "RoutingRecords",
                columns: new[] { "CallId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Holidays");

            migrationBuilder.DropTable(
                name: "RotaChanges");

            migrationBuilder.DropTable(
                name: "RotaClocks");

            migrationBuilder.DropTable(
                name: "RotaDestinationProofs");

            migrationBuilder.DropTable(
                name: "RotaFeeds");

            migrationBuilder.DropTable(
                name: "RotaImports");

            migrationBuilder.DropTable(
                name: "RotaNotices");

            migrationBuilder.DropTable(
                name: "RoutingRecords");

            migrationBuilder.DropTable(
                name: "StaffSkills");

            migrationBuilder.DropColumn(
                name: "CallBack",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "NobodyAnswersAt",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "PatientState",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Ringing",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Skill",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "OfficeNumber",
                table: "Practices");

            migrationBuilder.DropColumn(
                name: "OverflowSeconds",
                table: "Practices");

            migrationBuilder.DropColumn(
                name: "Skill",
                table: "Practices");

            migrationBuilder.DropColumn(
                name: "Notice",
                table: "Offers");

            migrationBuilder.DropColumn(
                name: "CallBackSid",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "CallBackTries",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "PatientState",
                table: "Calls");
        }
    }
}
