package interop

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

var shared *Backend

func TestMain(m *testing.M) {
	started, err := Start()
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
	shared = started
	code := m.Run()
	shared.client.Kill()
	os.Exit(code)
}

// contextFor is what Grafana says about the data source and who asks; without a role nobody does, as for a rule.
func contextFor(address, token, role string) *pluginv2.PluginContext {
	about := &pluginv2.PluginContext{
		OrgId:    1,
		PluginId: "modelwatch-modelwatch-datasource",
		DataSourceInstanceSettings: &pluginv2.DataSourceInstanceSettings{
			Id:                      1,
			Uid:                     "modelwatch " + address,
			Name:                    "Model Watch",
			Url:                     address,
			JsonData:                []byte("{}"),
			DecryptedSecureJsonData: map[string]string{"token": token},
			LastUpdatedMS:           1,
		},
		PluginVersion: "0.1.0",
		UserAgent:     "Grafana/12.2.0",
	}
	if role != "" {
		about.User = &pluginv2.User{Login: "someone", Role: role}
	}
	return about
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

type object = map[string]any

func queryOf(t *testing.T, refID string, from, to time.Time, asked object) *pluginv2.DataQuery {
	t.Helper()
	stored := object{"refId": refID, "hide": false, "datasource": object{"uid": "modelwatch"}}
	for name, value := range asked {
		stored[name] = value
	}
	text, err := json.Marshal(stored)
	if err != nil {
		t.Fatal(err)
	}
	return &pluginv2.DataQuery{
		RefId:         refID,
		Json:          text,
		TimeRange:     &pluginv2.TimeRange{FromEpochMS: from.UnixMilli(), ToEpochMS: to.UnixMilli()},
		MaxDataPoints: 43200,
		IntervalMS:    60000,
	}
}

func askAll(t *testing.T, about *pluginv2.PluginContext, headers map[string]string, queries ...*pluginv2.DataQuery) map[string]*pluginv2.DataResponse {
	t.Helper()
	answer, err := shared.Query(soon(t), &pluginv2.QueryDataRequest{PluginContext: about, Headers: headers, Queries: queries})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range queries {
		if answer[query.RefId] == nil {
			t.Fatalf("query %s was not answered", query.RefId)
		}
	}
	return answer
}

// oneFrame decodes the one frame of an answer as Grafana does.
func oneFrame(t *testing.T, response *pluginv2.DataResponse) *data.Frame {
	t.Helper()
	if response.Error != "" {
		t.Fatalf("refused: %s", response.Error)
	}
	frames, err := data.UnmarshalArrowFrames(response.Frames)
	if err != nil {
		t.Fatal(err)
	}
	if len(frames) != 1 {
		t.Fatalf("%d frames instead of one", len(frames))
	}
	return frames[0]
}

func call(t *testing.T, about *pluginv2.PluginContext, method, path, body string) (int32, object) {
	t.Helper()
	bare, _, _ := strings.Cut(path, "?")
	answer, err := shared.Resource(soon(t), &pluginv2.CallResourceRequest{
		PluginContext: about,
		Method:        method,
		Path:          bare,
		Url:           path,
		Headers:       map[string]*pluginv2.StringList{"Content-Type": {Values: []string{"application/json"}}},
		Body:          []byte(body),
	})
	if err != nil {
		t.Fatal(err)
	}
	var decoded object
	if err := json.Unmarshal(answer.Body, &decoded); err != nil {
		t.Fatalf("%s %s: %v in %s", method, path, err, answer.Body)
	}
	return answer.Code, decoded
}

func health(t *testing.T, about *pluginv2.PluginContext) (bool, string) {
	t.Helper()
	answer, err := shared.diagnostics.CheckHealth(soon(t), &pluginv2.CheckHealthRequest{PluginContext: about})
	if err != nil {
		t.Fatal(err)
	}
	return answer.Status == pluginv2.CheckHealthResponse_OK, answer.Message
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in %q", part, text)
		}
	}
}
